using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Creates an account for an invited person without one. The link came by email, so the address is confirmed with it.</summary>
public sealed class WelcomeDesk(UserManager<User> users, JoiningDesk joining, FaceRekDb db, TimeProvider clock)
{
    /// <summary>An account with an unconfirmed email address does not count: anyone could have created it.</summary>
    public async Task<bool> HasAccountAsync(string email) =>
        await users.FindByEmailAsync(email) is { EmailConfirmed: true };

    /// <summary>The new member; null where the link is closed, or the email address has an account and its owner must sign in.</summary>
    public async Task<(User User, Organization Organization)?> ReceiveAsync(
        string secret,
        string name,
        string password,
        CancellationToken cancellationToken
    )
    {
        if (await joining.FindAsync(secret, cancellationToken) is not var (invitation, _))
        {
            return null;
        }
        var hash = users.PasswordHasher.HashPassword(new User { Name = name, CreatedAt = default }, password);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await UserForAsync(invitation.Email, name, hash) is not User user)
        {
            return null;
        }
        if (await joining.JoinAsync(secret, user, cancellationToken) is not JoinOutcome.Joined joined)
        {
            return null;
        }
        await transaction.CommitAsync(cancellationToken);
        return (user, joined.Organization);
    }

    private async Task<User?> UserForAsync(string email, string name, string hash)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is { EmailConfirmed: true })
        {
            return null;
        }
        if (user is null)
        {
            user = new User
            {
                Name = name,
                Email = email,
                UserName = email,
                EmailConfirmed = true,
                PasswordHash = hash,
                CreatedAt = clock.GetUtcNow(),
            };
            return await users.TryCreateAsync(db, user) ? user : null;
        }
        (user.Name, user.PasswordHash, user.EmailConfirmed) = (name, hash, true);
        return (await users.UpdateSecurityStampAsync(user)).Succeeded ? user : null;
    }
}
