namespace FaceRek.Core.Mail.Texts;

public static class InvitationEmail
{
    public static EmailMessage To(string email, string organization, Uri link) =>
        new(
            email,
            "",
            $"Join {organization} on FaceRek",
            $"""
            Hello,

            You are invited to join {organization} on FaceRek, which records attendance by face.
            Open this link to accept. The link works once, within three days.

            {link}

            If you do not know {organization}, you do not need to do anything.
            """
        );
}

public static class EnrolAgainEmail
{
    public static EmailMessage To(string email, string organization, Uri link) =>
        new(
            email,
            "",
            $"Please enrol your face again at {organization}",
            $"""
            Hello,

            {organization} uses a new model to recognise faces, and your enrolled pictures do not work with it.
            Please open this link, sign in and enrol again. It takes a minute.

            {link}

            Until then you check in with your PIN, or a manager records your times.
            """
        );
}

public static class ContactEmail
{
    /// <summary>
    /// A message from the contact page. The body contains the address for replies, because the email itself comes from
    /// us.
    /// </summary>
    public static EmailMessage To(string mailbox, string name, string email, string message) =>
        new(
            mailbox,
            "FaceRek",
            $"Question from {name}",
            $"""
            {name} <{email}> wrote on the contact page of FaceRek:

            {message}

            Answer to {email}. We have not checked that the address is theirs.
            """
        );
}
