using MimeKit;

namespace FaceRek.Core.Mail;

internal static class LetterMime
{
    public static MimeMessage ToMime(this Letter letter, string from, DateTimeOffset now)
    {
        var message = new MimeMessage { Subject = letter.Subject, Date = now, Body = new TextPart("plain") { Text = letter.Body } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(new MailboxAddress(letter.ToName, letter.To));
        return message;
    }
}
