namespace FaceRek.Core.Mail.Letters;

public static class InvitationEmail
{
    public static EmailMessage To(string email, string organization, Uri link) =>
        new(
            email,
            "",
            $"Join {organization} on FaceRek",
            $"""
            Hello,

            you are invited to join {organization} on FaceRek, where attendance is kept by face.
            Open this link to accept. It works once, within three days.

            {link}

            If you do not know {organization}, you need do nothing.
            """
        );
}
