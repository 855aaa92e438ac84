namespace FaceRek.Core.Mail.Letters;

public static class TrialEndingEmail
{
    /// <param name="day">In the organization's zone.</param>
    /// <param name="freePeople">Up to how many people stay free.</param>
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
