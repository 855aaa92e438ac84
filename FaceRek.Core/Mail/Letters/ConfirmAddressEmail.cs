namespace FaceRek.Core.Mail.Letters;

public static class ConfirmAddressEmail
{
    public static EmailMessage To(string email, string name, Uri link) =>
        new(
            email,
            name,
            "Confirm your e-mail for FaceRek",
            $"""
            Hello {name},

            open this link and press the button to confirm your e-mail. It works for three days.

            {link}

            If you did not sign up for FaceRek, you need do nothing: without the button the account stays closed.
            """
        );
}
