export { GET, POST } from "@/lib/auth/provider/handlers";
