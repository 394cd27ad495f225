import type { User } from "../store/people";

interface LoginFormProps {
  users: User[];
  next: string;
  email: string;
  problem: string | undefined;
}

/** Test runs create thousands of users, so only the latest are listed. */
const SHOWN = 8;

export function LoginForm({ users, next, email, problem }: LoginFormProps) {
  return (
    <div class="log-in">
      <div class="card stack">
        <h1>Log in</h1>
        <p class="soft">Sandbox accounts need no password. Enter an e-mail address, or choose a user.</p>
        <form class="stack" method="post" action="/login">
          <input type="hidden" name="next" value={next} />
          <div class="field">
            <label for="email">E-mail</label>
            <input
              class="input"
              id="email"
              name="email"
              type="email"
              autocomplete="username"
              required
              value={email}
              autofocus={problem !== undefined}
              aria-invalid={problem ? "true" : undefined}
              aria-describedby={problem ? "email-problem" : undefined}
            />
            {problem ? (
              <p class="notice notice-bad" id="email-problem" role="alert">
                {problem}
              </p>
            ) : null}
          </div>
          <button class="button" type="submit">
            Log in
          </button>
        </form>
      </div>
      <People users={users} next={next} />
    </div>
  );
}

function People({ users, next }: Pick<LoginFormProps, "users" | "next">) {
  const latest = users.slice(-SHOWN).reverse();
  return (
    <form class="stack-tight" method="post" action="/login">
      <h2>Users in this sandbox</h2>
      <input type="hidden" name="next" value={next} />
      <ul class="plain-list">
        {latest.map((user) => (
          <li>
            <button class="person" type="submit" name="email" value={user.email}>
              <span>
                <strong>{user.name || user.email}</strong>
                {user.name ? <span class="soft breakable">{user.email}</span> : null}
              </span>
              {user.isActive ? null : <span class="badge">deactivated</span>}
              {user.emailVerified ? null : <span class="badge">e-mail not verified</span>}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
