namespace FaceRek.Core.Mail.Letters;

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
