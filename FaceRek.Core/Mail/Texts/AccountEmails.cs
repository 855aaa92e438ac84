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

            Someone asked for a FaceRek account with this email, but it already has one. Nothing was changed.

            If it was you, sign in here. You can then create another organization:
            {signIn}

            If you forgot your password:
            {forgotPassword}

            If it was not you, you do not need to do anything.
            """
        );
}

public static class ConfirmAddressEmail
{
    public static EmailMessage To(string email, string name, Uri link) =>
        new(
            email,
            name,
            "Confirm your email for FaceRek",
            $"""
            Hello {name},

            Open this link and click the button to confirm your email. The link works for three days.

            {link}

            If you did not sign up for FaceRek, you do not need to do anything. The account is not opened without your confirmation.
            """
        );
}

public static class ConfirmNewAddressEmail
{
    public static EmailMessage To(string newEmail, string name, Uri link) =>
        new(
            newEmail,
            name,
            "Confirm your new email for FaceRek",
            $"""
            Hello {name},

            Open this link and click the button to sign in to FaceRek with this email from now on. The link works once, within a day.

            {link}

            If you did not ask for this, you do not need to do anything.
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
            "The email of your FaceRek account was changed",
            $"""
            Hello {name},

            Your FaceRek account now signs in with another email, and no longer with this one.

            If it was not you, contact an owner of your organization now. They can remove the account's access.
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

            The password of your FaceRek account was changed, and all other devices were signed out.

            If it was not you, choose a new password now:
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

            Open this link to choose a new password. The link works once, within an hour.

            {link}

            If you did not ask for this, you do not need to do anything. Your password is not changed.
            """
        );
}

public static class TokenReusedEmail
{
    public static EmailMessage To(string email, string name, string organization, Uri password) =>
        new(
            email,
            name,
            "You were signed out of FaceRek",
            $"""
            Hello {name},

            A program that is signed in to {organization} as you used an old token a second time. Either the program has an error, or someone copied the token. To be safe, we signed the program out; it can sign in again.

            If you do not know such a program, choose a new password:
            {password}
            """
        );
}
