namespace FaceRek.Core.Mail.Texts;

public static class PaymentActionEmail
{
    public static EmailMessage To(string email, string name, string organization, string amount, Uri link) =>
        new(
            email,
            name,
            $"Your bank asks you to confirm a payment for {organization}",
            $"""
            Hello {name},

            your bank wants you to confirm the payment of {amount} for {organization}. Open the invoice here and follow its steps:

            {link}

            Everybody can go on checking in meanwhile.
            """
        );
}

public static class PaymentFailedEmail
{
    /// <param name="graceEnd">Until when everything works, in the organization's time zone; null where that is over.</param>
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

public static class SubscriptionEndedEmail
{
    /// <param name="freePeople">The number of people that is free.</param>
    public static EmailMessage To(
        string email,
        string name,
        string organization,
        DateOnly day,
        int freePeople,
        Uri link
    ) =>
        new(
            email,
            name,
            $"The subscription of {organization} has ended",
            FormattableString.Invariant(
                $"""
                Hello {name},

                the subscription of {organization} on FaceRek ended on {day:d MMMM yyyy}.

                Up to {freePeople} active people are free. With more, people and settings can only be read. Everybody can go on checking in,
                nothing is deleted, and you can export or subscribe again at any time:

                {link}
                """
            )
        );
}

public static class TrialEndingEmail
{
    /// <param name="day">In the organization's time zone.</param>
    /// <param name="freePeople">The number of people that stays free.</param>
    public static EmailMessage To(
        string email,
        string name,
        string organization,
        DateOnly day,
        int freePeople,
        Uri link
    ) =>
        new(
            email,
            name,
            $"The trial of {organization} ends on {day:d MMMM yyyy}",
            FormattableString.Invariant(
                $"""
                Hello {name},

                the trial of {organization} on FaceRek ends on {day:d MMMM yyyy}.

                Up to {freePeople} active people stay free. With more, choose a plan, or people and settings can only be read from then on.
                Whatever you choose: everybody can go on checking in, nothing is deleted, and you can always export.

                {link}
                """
            )
        );
}
