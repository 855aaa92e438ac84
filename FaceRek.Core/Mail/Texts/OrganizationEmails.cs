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

            you are invited to join {organization} on FaceRek, where attendance is kept by face.
            Open this link to accept. It works once, within three days.

            {link}

            If you do not know {organization}, you need do nothing.
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

            {organization} recognises faces in a new way, and the pictures you enrolled with cannot be carried over.
            Open this link, sign in and look into the camera; it takes a minute.

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

            Answer to {email}. Nobody has checked that the address is theirs.
            """
        );
}
