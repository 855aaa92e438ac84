using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Members;

/// <summary>Accepts invitations. Works outside of organizations and enters the one of the invitation.</summary>
public sealed partial class JoiningDesk(
    FaceRekDb db,
    CurrentOrganization current,
    TimeProvider clock,
    ILogger<JoiningDesk> logger
)
{
    /// <summary>The open invitation for a link, with its organization; null where the link is wrong, used, revoked or too old.</summary>
    public async Task<(Invitation Invitation, Organization Organization)?> FindAsync(
        string? secret,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(secret))
        {
            return null;
        }
        var invitation = await db.InvitationsBySecret(InvitationSecret.Hash(secret))
            .SingleOrDefaultAsync(cancellationToken);
        if (invitation is null || !invitation.IsOpen(clock.GetUtcNow()))
        {
            return null;
        }
        return (
            invitation,
            await db.Organizations.SingleAsync(o => o.Id == invitation.OrganizationId, cancellationToken)
        );
    }

    /// <summary>
    /// Makes the user a member, and links the person they were invited as. All in one save, so that a second use of the
    /// link fails.
    /// </summary>
    public async Task<JoinOutcome> JoinAsync(string? secret, User user, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not var (found, organization))
        {
            return new JoinOutcome.Closed();
        }
        if (!string.Equals(found.Email, user.Email, StringComparison.OrdinalIgnoreCase))
        {
            return new JoinOutcome.ForSomebodyElse();
        }

        current.Enter(organization);
        var invitation = await db
            .Invitations.AsTracking()
            .SingleOrDefaultAsync(i => i.Id == found.Id, cancellationToken);
        if (invitation?.IsOpen(clock.GetUtcNow()) != true)
        {
            return new JoinOutcome.Closed();
        }
        invitation.Accept(clock.GetUtcNow());
        await EnlistAsync(user.Id, invitation, cancellationToken);
        await LinkPersonAsync(user.Id, invitation, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return new JoinOutcome.Closed();
        }
        LogJoined(user.Id, invitation.Role, invitation.Id);
        return new JoinOutcome.Joined(organization);
    }

    private async Task EnlistAsync(Guid userId, Invitation invitation, CancellationToken cancellationToken)
    {
        var membership = await db
            .Memberships.AsTracking()
            .SingleOrDefaultAsync(m => m.UserId == userId, cancellationToken);
        if (membership is null)
        {
            db.Add(
                new Membership
                {
                    OrganizationId = invitation.OrganizationId,
                    UserId = userId,
                    Role = invitation.Role,
                    CreatedAt = clock.GetUtcNow(),
                }
            );
        }
        else if (membership.Role < invitation.Role)
        {
            membership.Role = invitation.Role;
        }
    }

    private async Task LinkPersonAsync(Guid userId, Invitation invitation, CancellationToken cancellationToken)
    {
        if (invitation.PersonId is null || await db.People.AnyAsync(p => p.UserId == userId, cancellationToken))
        {
            return;
        }
        var person = await db
            .People.AsTracking()
            .SingleOrDefaultAsync(p => p.Id == invitation.PersonId, cancellationToken);
        if (person is { IsActive: true, UserId: null })
        {
            person.UserId = userId;
        }
    }

    [LoggerMessage(
        EventId = 1104,
        Level = LogLevel.Information,
        Message = "User {UserId} joined as {Role} by invitation {InvitationId}"
    )]
    private partial void LogJoined(Guid userId, Role role, Guid invitationId);
}

public abstract record JoinOutcome
{
    private JoinOutcome() { }

    public sealed record Joined(Organization Organization) : JoinOutcome;

    /// <summary>Used, revoked or older than <see cref="Invitation.Lifetime"/>.</summary>
    public sealed record Closed : JoinOutcome;

    /// <summary>The invitation is for another email address.</summary>
    public sealed record ForSomebodyElse : JoinOutcome;
}
