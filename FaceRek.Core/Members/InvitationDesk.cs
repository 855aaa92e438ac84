using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Members;

/// <summary>Invites people by email to the current organization. Needs an organization that was entered with a role.</summary>
public sealed partial class InvitationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    IMailer mailer,
    SiteLinks links,
    TimeProvider clock,
    ILogger<InvitationDesk> logger
)
{
    /// <summary>Emails go to arbitrary addresses under a name the sender chose; the limit prevents their use for spam.</summary>
    public const int MaxEmailsADay = 500;

    /// <summary>Stores an invitation and sends its email. An earlier open invitation for the same email address ends.</summary>
    /// <param name="personId">The person the reader becomes, when invited as one; must be active and without a sign-in.</param>
    public async Task<InvitationOutcome> InviteAsync(
        string email,
        Role role,
        Guid invitedById,
        Guid? personId,
        CancellationToken cancellationToken
    )
    {
        if (
            !current.MayActAs(Role.Admin)
            || (role == Role.Owner && !current.MayActAs(Role.Owner))
            || !Enum.IsDefined(role)
        )
        {
            return new InvitationOutcome.NotAllowed();
        }
        if (!EmailAddress.TryRead(email, out var address))
        {
            return new InvitationOutcome.NoAddress();
        }
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } readOnly)
        {
            return new InvitationOutcome.NotEntitled(readOnly);
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await ObstacleAsync(address, personId, cancellationToken) is InvitationOutcome obstacle)
        {
            return obstacle;
        }

        var (secret, now) = (InvitationSecret.New(), clock.GetUtcNow());
        var invitation = new Invitation
        {
            OrganizationId = current.Organization.Id,
            Email = address,
            Role = role,
            PersonId = personId,
            SecretHash = InvitationSecret.Hash(secret),
            InvitedById = invitedById,
            CreatedAt = now,
        };
        db.RemoveRange(
            await db
                .Invitations.Where(i => i.Email == address && i.AcceptedAt == null)
                .AsTracking()
                .ToListAsync(cancellationToken)
        );
        db.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await SendAsync(invitation, secret, cancellationToken);
    }

    public async Task<bool> RevokeAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        if (
            await db
                .Invitations.Where(i => i.Id == invitationId && i.AcceptedAt == null)
                .ExecuteDeleteAsync(cancellationToken) == 0
        )
        {
            return false;
        }
        LogRevoked(invitationId);
        return true;
    }

    private async Task<InvitationOutcome?> ObstacleAsync(
        string address,
        Guid? personId,
        CancellationToken cancellationToken
    )
    {
        var normalized = address.ToUpperInvariant();
        if (
            personId is null
            && await db.Memberships.AnyAsync(m => m.User!.NormalizedEmail == normalized, cancellationToken)
        )
        {
            return new InvitationOutcome.AlreadyMember();
        }
        if (
            personId is not null
            && await db.People.AsTracking().SingleOrDefaultAsync(p => p.Id == personId, cancellationToken)
                is not { IsActive: true, UserId: null }
        )
        {
            return new InvitationOutcome.NoSuchPerson();
        }
        var yesterday = clock.GetUtcNow() - TimeSpan.FromDays(1);
        return await db.Invitations.CountAsync(i => i.CreatedAt > yesterday, cancellationToken) >= MaxEmailsADay
            ? new InvitationOutcome.TooMany()
            : null;
    }

    private async Task<InvitationOutcome> SendAsync(
        Invitation invitation,
        string secret,
        CancellationToken cancellationToken
    )
    {
        var message = InvitationEmail.To(
            invitation.Email,
            current.Organization.Name,
            links.To("/invitation", ("secret", secret))
        );
        if (!await mailer.TrySendAsync(message, logger, cancellationToken))
        {
            return new InvitationOutcome.Unsent(invitation);
        }
        LogInvited(invitation.Id, invitation.Role);
        return new InvitationOutcome.Sent(invitation);
    }

    [LoggerMessage(
        EventId = 1102,
        Level = LogLevel.Information,
        Message = "Invitation {InvitationId} was sent for the role {Role}"
    )]
    private partial void LogInvited(Guid invitationId, Role role);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Invitation {InvitationId} was revoked")]
    private partial void LogRevoked(Guid invitationId);
}

public abstract record InvitationOutcome
{
    private InvitationOutcome() { }

    public sealed record Sent(Invitation Invitation) : InvitationOutcome;

    /// <summary>The invitation is valid, but its email could not be sent: invite again when mail works.</summary>
    public sealed record Unsent(Invitation Invitation) : InvitationOutcome;

    public sealed record NoAddress : InvitationOutcome;

    public sealed record AlreadyMember : InvitationOutcome;

    /// <summary>Admins invite, and only owners invite owners.</summary>
    public sealed record NotAllowed : InvitationOutcome;

    /// <summary>The organization is read-only at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : InvitationOutcome;

    /// <summary>There is no such person, they have left, or they already have a sign-in.</summary>
    public sealed record NoSuchPerson : InvitationOutcome;

    /// <summary>The organization sent <see cref="InvitationDesk.MaxEmailsADay"/> within a day.</summary>
    public sealed record TooMany : InvitationOutcome;
}

/// <summary>
/// The secret in an invitation link: 256 random bits. Only its hash is stored; with that much randomness it needs no
/// slow hash.
/// </summary>
internal static class InvitationSecret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
