namespace FaceRek.Core.Mail.Letters;

public static class ContactEmail
{
    /// <summary>What somebody wrote on the contact page. The body says whom to answer: the letter itself comes from us.</summary>
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
