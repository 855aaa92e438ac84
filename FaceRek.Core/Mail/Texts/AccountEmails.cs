namespace FaceRek.Core.Mail.Texts;

/// <summary>Sent by email and never shown on the page, so that the page does not reveal who has an account.</summary>
public static class AlreadySignedUpEmail
{
    public static EmailMessage To(string email, string name, Uri signIn, Uri forgotPassword) =>
        new(
            email,
            name,
            "You already have a FaceRek account",
            $"""
            Hello {name},

            somebody asked to use this e-mail for a FaceRek account, and it has one already. Nothing was changed.

            Sign in here, and create another organization there if you meant to:
            {signIn}

            If you forgot the password:
            {forgotPassword}

            If it was not you, you need do nothing.
            """
        );
}

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

/// <summary>Sent to the old address: its owner learns of it even if another person did it. The new address is not mentioned.</summary>
public static class AddressChangedEmail
{
    public static EmailMessage To(string oldEmail, string name) =>
        new(
            oldEmail,
            name,
            "The e-mail of your FaceRek account was changed",
            $"""
            Hello {name},

            your FaceRek account now signs in with another e-mail, and no longer with this one.

            If it was not you, write to an owner of your organization: they can remove the account's access at once.
            """
        );
}

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

public static class TokenReusedEmail
{
    public static EmailMessage To(string email, string name, string organization, Uri password) =>
        new(
            email,
            name,
            "A FaceRek sign-in of yours was ended",
            $"""
            Hello {name},

            a program that is signed in to {organization} in your name used an old token a second time. Either the program has a fault, or somebody copied the token. That sign-in was ended to be safe; the program has to sign in again.

            If you do not know of such a program, choose another password:
            {password}
            """
        );
}
