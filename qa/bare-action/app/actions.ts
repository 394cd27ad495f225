"use server";

import { redirect } from "next/navigation";

export async function leave(): Promise<void> {
  redirect("http://127.0.0.1:1/");
}
