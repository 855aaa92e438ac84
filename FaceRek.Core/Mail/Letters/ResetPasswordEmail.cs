namespace FaceRek.Core.Mail.Letters;

public static class ResetPasswordEmail
{
    public static EmailMessage To(string email, string name, Uri link) =>
        new(
            email,
            name,
            "Choose a new FaceRek password",
            $"""
            Hello {name},

            open this link to choose a new password. It works once, within the hour.

            {link}

            If you did not ask for it, you need do nothing: your password stays as it is.
            """
        );
}
