using MimeKit;

namespace FaceRek.Core.Mail;

internal static class EmailMime
{
    public static MimeMessage ToMime(this EmailMessage letter, string from, DateTimeOffset now)
    {
        var message = new MimeMessage
        {
            Subject = letter.Subject.OnOneLine(),
            Date = now,
            Body = new TextPart("plain") { Text = letter.Body },
        };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(Mailbox(letter));
        return message;
    }

    // A name is a name in a header; a line break in it would begin a header of its own.
    public static string OnOneLine(this string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static MailboxAddress Mailbox(EmailMessage letter) =>
        letter.To.Any(c => char.IsControl(c) || c is ' ' or ',' or '<' or '>')
            ? throw new ArgumentException("This is not one address.", nameof(letter))
            : new MailboxAddress(letter.ToName.OnOneLine(), letter.To);
}
