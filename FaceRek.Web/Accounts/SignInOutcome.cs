using FaceRek.Core.Organizations;

namespace FaceRek.Web.Accounts;

public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record SignedIn(User User) : SignInOutcome;

    /// <summary>Wrong e-mail, wrong password or not confirmed; which of them is not said.</summary>
    public sealed record Refused : SignInOutcome;

    public sealed record Wait(TimeSpan For) : SignInOutcome;
}
