namespace FaceRek.Core.Mail.Letters;

/// <summary>Told by letter and never on the page, so that the page does not say who has an account.</summary>
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
