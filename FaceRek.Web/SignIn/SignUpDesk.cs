using FaceRek.Core.Mail;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Creates a user, their organization and the ownership together. Responds the same for an email address that has an
/// account: its owner is told by email.
/// </summary>
public sealed partial class SignUpDesk(
    UserManager<User> users,
    OrganizationDesk organizations,
    FaceRekDb db,
    AccountEmails emails,
    TimeProvider clock,
    ILogger<SignUpDesk> logger
)
{
    /// <returns>Whether the email was sent. The account exists either way, and the email can be requested again.</returns>
    public async Task<bool> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken)
    {
        var user = new User
        {
            Name = request.Name,
            Email = request.Email,
            UserName = request.Email,
            CreatedAt = clock.GetUtcNow(),
        };
        // Before any query: the costly step takes the same time whether the email address is known or not.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, request.Password);
        var known = await CreateAsync(user, request, cancellationToken);
        return await emails.SendAsync(await ForSignUpAsync(known ?? user), cancellationToken);
    }

    /// <summary>Null where the account was created, else the account that already exists.</summary>
    private async Task<User?> CreateAsync(User user, SignUpRequest request, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await users.FindByEmailAsync(request.Email) is User known)
        {
            return known;
        }
        if (!await users.TryCreateAsync(db, user))
        {
            return (await users.FindByEmailAsync(request.Email))!;
        }
        var organization = await organizations.FoundAsync(user.Id, request.Company, request.Zone, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogSignedUp(user.Id, organization.Id);
        return null;
    }

    private async Task<EmailMessage> ForSignUpAsync(User user) =>
        user.EmailConfirmed ? emails.AlreadySignedUp(user) : await emails.ConfirmEmailAsync(user);

    [LoggerMessage(
        EventId = 2106,
        Level = LogLevel.Information,
        Message = "User {UserId} signed up and owns organization {OrganizationId}"
    )]
    private partial void LogSignedUp(Guid userId, Guid organizationId);
}

/// <param name="Zone">As reported by the browser; an unknown one becomes the default.</param>
public sealed record SignUpRequest(string Name, string Company, string Email, string Password, string? Zone);
