using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Confirms that an email address belongs to its user, the first one and a changed one.</summary>
public sealed partial class EmailDesk(
    UserManager<User> users,
    AccountEmails emails,
    FaceRekDb db,
    TimeProvider clock,
    ILogger<EmailDesk> logger
)
{
    /// <summary>Sends the confirmation email again; only the mailbox shows whether one was sent.</summary>
    public async Task AskAgainAsync(string email)
    {
        if (await users.FindByEmailAsync(email) is User user)
        {
            emails.Enqueue(user.EmailConfirmed ? emails.AlreadySignedUp(user) : await emails.ConfirmEmailAsync(user));
        }
    }

    /// <returns>False for a link that was used, replaced or is too old.</returns>
    public async Task<bool> ConfirmAsync(Guid userId, string code)
    {
        if (
            await users.FindByIdAsync(userId.ToString()) is not { EmailConfirmed: false } user
            || !(await users.ConfirmEmailAsync(user, code)).Succeeded
        )
        {
            return false;
        }
        await users.UpdateSecurityStampAsync(user);
        LogConfirmed(user.Id);
        return true;
    }

    /// <summary>
    /// Sends an email to the new address. When that address already has an account, its owner is told, and the page
    /// says the same.
    /// </summary>
    public async Task<bool> AskForNewAsync(User user, string newEmail, CancellationToken cancellationToken) =>
        await emails.SendAsync(
            await users.FindByEmailAsync(newEmail) is User other
                ? emails.AlreadySignedUp(other)
                : await emails.ConfirmNewEmailAsync(user, newEmail),
            cancellationToken
        );

    /// <summary>The user with the new email address; null for a link that was used, replaced or is too old.</summary>
    public async Task<User?> ChangeAsync(Guid userId, string newEmail, string code, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not { Email: string oldEmail } user)
        {
            return null;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (
            !(await users.ChangeEmailAsync(user, newEmail, code)).Succeeded
            || !(await users.SetUserNameAsync(user, newEmail)).Succeeded
        )
        {
            return null;
        }
        db.AddAccountEmail(EmailKind.AddressChanged, user.Id, clock.GetUtcNow()).To(oldEmail);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogChanged(user.Id);
        return user;
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "User {UserId} confirmed an email")]
    private partial void LogConfirmed(Guid userId);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "User {UserId} changed the email")]
    private partial void LogChanged(Guid userId);
}
