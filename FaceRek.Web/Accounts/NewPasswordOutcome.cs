using FaceRek.Core.Accounts;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Accounts;

public abstract record NewPasswordOutcome
{
    private NewPasswordOutcome() { }

    public sealed record Changed(User User) : NewPasswordOutcome;

    public sealed record Faulty(PasswordFault Fault) : NewPasswordOutcome;

    public sealed record PresentIsWrong : NewPasswordOutcome;

    public sealed record Wait(TimeSpan For) : NewPasswordOutcome;

    /// <summary>Used, replaced or too old.</summary>
    public sealed record LinkIsClosed : NewPasswordOutcome;
}
