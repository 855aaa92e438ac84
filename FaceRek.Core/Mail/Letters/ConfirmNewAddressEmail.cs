namespace FaceRek.Core.Mail.Letters;

public static class ConfirmNewAddressEmail
{
    public static EmailMessage To(string newEmail, string name, Uri link) =>
        new(
            newEmail,
            name,
            "Confirm your new e-mail for FaceRek",
            $"""
            Hello {name},

            open this link and press the button to sign in to FaceRek with this e-mail from now on. It works once, within a day.

            {link}

            If you did not ask for it, you need do nothing.
            """
        );
}
