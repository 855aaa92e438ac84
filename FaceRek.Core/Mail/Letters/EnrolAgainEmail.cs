namespace FaceRek.Core.Mail.Letters;

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
