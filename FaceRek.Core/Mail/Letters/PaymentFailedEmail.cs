namespace FaceRek.Core.Mail.Letters;

public static class PaymentFailedEmail
{
    /// <param name="graceEnd">Until when everything works, in the organization's zone; null where that is over.</param>
    public static EmailMessage To(
        string email,
        string name,
        string organization,
        string amount,
        DateOnly? graceEnd,
        Uri link
    ) =>
        new(
            email,
            name,
            $"A payment for {organization} failed",
            FormattableString.Invariant(
                $"""
                Hello {name},

                we could not collect {amount} for {organization}. It will be tried again; to be sure, pay or change the card here:

                {link}

                {(
                    graceEnd is { } day
                        ? $"Everything works until {day:d MMMM yyyy}. After that people and settings can only be read until it is paid."
                        : "People and settings can only be read until it is paid."
                )}
                Everybody can go on checking in, and nothing is deleted.
                """
            )
        );
}
