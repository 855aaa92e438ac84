using FaceRek.Core.Mail;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Sets new passwords: for a user who has the mailbox, or knows the current one. Either ends every other sign-in of the
/// user.
/// </summary>
public sealed partial class PasswordDesk(
    UserManager<User> users,
    FaceRekDb db,
    AccountEmails emails,
    LoginThrottle throttle,
    TimeProvider clock,
    ILogger<PasswordDesk> logger
)
{
    private static readonly TokenBucket Guesses = new(10, TimeSpan.FromMinutes(1));

    /// <summary>Sends the email if the address has an account.</summary>
    public async Task AskAsync(string email)
    {
        if (await users.FindByEmailAsync(email) is User user)
        {
            emails.Enqueue(await emails.ResetPasswordAsync(user));
        }
    }

    public async Task<NewPasswordOutcome> ResetAsync(Guid userId, string code, string password)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not User user)
        {
            return new NewPasswordOutcome.LinkIsClosed();
        }
        // The email reached them, so the address is theirs. Set before, so that both are saved together or not at all.
        var wasConfirmed = user.EmailConfirmed;
        user.EmailConfirmed = true;
        var outcome = await ChangedAsync(user, () => users.ResetPasswordAsync(user, code, password));
        if (outcome is not NewPasswordOutcome.Changed)
        {
            user.EmailConfirmed = wasConfirmed;
        }
        return outcome;
    }

    public async Task<NewPasswordOutcome> ChangeAsync(User user, string? current, string password)
    {
        if (await CheckAsync(user, current) is NewPasswordOutcome refused)
        {
            return refused;
        }
        return await ChangedAsync(user, () => users.ChangePasswordAsync(user, current!, password));
    }

    /// <summary>Null for the right password. Throttled, so that a session left open cannot be used for guessing.</summary>
    public async Task<NewPasswordOutcome?> CheckAsync(User user, string? password)
    {
        var key = ($"present password {user.Id:N}", Guesses);
        if (throttle.Take(key) is TimeSpan wait)
        {
            return new NewPasswordOutcome.Wait(wait);
        }
        if (password is null or { Length: > PasswordRule.MaxLength } || !await users.CheckPasswordAsync(user, password))
        {
            return new NewPasswordOutcome.PresentIsWrong();
        }
        throttle.GiveBack(key);
        return null;
    }

    private async Task<NewPasswordOutcome> ChangedAsync(User user, Func<Task<IdentityResult>> change)
    {
        // The change saves the user and the email at once; where nothing changed the email leaves the context unsaved.
        var email = db.AddAccountEmail(EmailKind.PasswordChanged, user.Id, clock.GetUtcNow());
        var result = await change();
        if (!result.Succeeded)
        {
            db.Entry(email).State = EntityState.Detached;
            return result
                    .Errors.Select(found =>
                        Enum.TryParse<PasswordError>(found.Code, out var error)
                            ? new NewPasswordOutcome.Faulty(error)
                            : null
                    )
                    .FirstOrDefault(error => error is not null)
                ?? (NewPasswordOutcome)new NewPasswordOutcome.LinkIsClosed();
        }
        LogChanged(user.Id);
        return new NewPasswordOutcome.Changed(user);
    }

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "User {UserId} has a new password")]
    private partial void LogChanged(Guid userId);
}

public abstract record NewPasswordOutcome
{
    private NewPasswordOutcome() { }

    public sealed record Changed(User User) : NewPasswordOutcome;

    public sealed record Faulty(PasswordError Error) : NewPasswordOutcome;

    public sealed record PresentIsWrong : NewPasswordOutcome;

    public sealed record Wait(TimeSpan For) : NewPasswordOutcome;

    /// <summary>Used, replaced or too old.</summary>
    public sealed record LinkIsClosed : NewPasswordOutcome;
}
