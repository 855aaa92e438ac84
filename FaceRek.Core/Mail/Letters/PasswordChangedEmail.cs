namespace FaceRek.Core.Mail.Letters;

public static class PasswordChangedEmail
{
    public static EmailMessage To(string email, string name, Uri forgotPassword) =>
        new(
            email,
            name,
            "Your FaceRek password was changed",
            $"""
            Hello {name},

            the password of your FaceRek account was changed, and every other sign-in was ended.

            If it was not you, choose another password at once:
            {forgotPassword}
            """
        );
}
