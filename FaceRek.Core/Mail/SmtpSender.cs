namespace FaceRek.Core.Mail;

/// <param name="Port">465 speaks TLS from the first byte; others upgrade by STARTTLS where the server offers it.</param>
/// <param name="User">Empty for a server that asks for none.</param>
/// <param name="From">A mailbox such as <c>FaceRek &lt;no-reply@example.com&gt;</c>.</param>
public sealed record SmtpSender(string Host, int Port, string User, string Password, string From);
