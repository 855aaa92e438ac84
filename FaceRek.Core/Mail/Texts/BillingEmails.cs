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

            Your bank asks you to confirm the payment of {amount} for {organization}. Open the invoice here and follow its steps:

            {link}

            Everyone can still check in.
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

                The payment of {amount} for {organization} failed. We try again automatically. To fix it now, pay or update your payment method here:

                {link}

                {(
                    graceEnd is { } day
                        ? $"Everything works until {day:d MMMM yyyy}. After that people and settings are read-only until it is paid."
                        : "People and settings are read-only until it is paid."
                )}
                Everyone can still check in, and nothing is deleted.
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

                The FaceRek subscription of {organization} ended on {day:d MMMM yyyy}.

                Free is for up to {freePeople} active people. With more, people and settings are read-only. Everyone can still check in,
                nothing is deleted, and you can export or choose a plan at any time:

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

                The FaceRek trial of {organization} ends on {day:d MMMM yyyy}.

                With up to {freePeople} active people you continue on Free. With more, choose a plan, or people and settings become read-only.
                Either way, everyone can still check in, nothing is deleted, and you can always export.

                {link}
                """
            )
        );
}
