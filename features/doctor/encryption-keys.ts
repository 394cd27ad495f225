import { type Finding, failed, passed } from "@/lib/platform/finding";
import type { SealedColumn } from "@/lib/tokens/encryption-key-rotation";
import { checkStoredValues } from "@/lib/tokens/key-check";

const SUBJECT = "Encryption keys";

/** Whether the configured keys decrypt what is stored. */
export async function checkEncryptionKeys(columns: readonly SealedColumn[]): Promise<Finding> {
  const { readable, unusableKeys } = await checkStoredValues(columns);
  if (unusableKeys.length > 0) {
    return failed(
      SUBJECT,
      `Stored values cannot be decrypted: their keys are missing or different (${unusableKeys.join(", ")}).`,
      "Set these keys in ENCRYPTION_KEYS again. Until then, their users are asked to reconnect; nothing is deleted.",
    );
  }
  return passed(SUBJECT, readable > 0 ? "They decrypt what is stored." : "No encrypted values are stored.");
}
