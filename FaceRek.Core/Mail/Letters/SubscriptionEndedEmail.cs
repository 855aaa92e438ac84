namespace FaceRek.Core.Mail.Letters;

public static class SubscriptionEndedEmail
{
    /// <param name="freePeople">Up to how many people are free.</param>
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
