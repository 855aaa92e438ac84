namespace FaceRek.Core.Mail.Letters;

/// <summary>Goes to the old address: its owner learns of it even if somebody else did it. The new address is not told.</summary>
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
