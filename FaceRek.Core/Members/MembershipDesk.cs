using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Members;

/// <summary>
/// Changes and removes members. A change takes effect with the member's next request, because the membership is read on
/// each.
/// </summary>
public sealed partial class MembershipDesk(FaceRekDb db, CurrentOrganization current, ILogger<MembershipDesk> logger)
{
    public Task<MembershipOutcome> ChangeRoleAsync(
        Guid byUserId,
        Guid userId,
        Role role,
        CancellationToken cancellationToken
    ) => InTurnAsync(byUserId, userId, role, cancellationToken);

    /// <summary>Also for leaving by oneself. The linked person stays, without a sign-in.</summary>
    public Task<MembershipOutcome> RemoveAsync(Guid byUserId, Guid userId, CancellationToken cancellationToken) =>
        InTurnAsync(byUserId, userId, role: null, cancellationToken);

    /// <summary>One at a time in an organization, so that two owners who remove each other do not both succeed.</summary>
    private async Task<MembershipOutcome> InTurnAsync(
        Guid byUserId,
        Guid userId,
        Role? role,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        var actor = await db
            .Memberships.AsTracking()
            .SingleOrDefaultAsync(m => m.UserId == byUserId, cancellationToken);
        var member = await db.Memberships.AsTracking().SingleOrDefaultAsync(m => m.UserId == userId, cancellationToken);
        if (member is null)
        {
            return MembershipOutcome.NotAMember;
        }
        if (actor is null || !May(actor, member, role))
        {
            return MembershipOutcome.NotAllowed;
        }
        if (
            member.Role == Role.Owner
            && role != Role.Owner
            && await db.Memberships.CountAsync(m => m.Role == Role.Owner, cancellationToken) == 1
        )
        {
            return MembershipOutcome.LastOwner;
        }

        if (role is Role given)
        {
            member.Role = given;
        }
        else
        {
            await LetGoAsync(member, cancellationToken);
        }
        await EndInvitationsAsync(userId, role, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogChanged(userId, byUserId, role);
        return MembershipOutcome.Done;
    }

    private static bool May(Membership actor, Membership member, Role? role)
    {
        var isSelf = actor.UserId == member.UserId;
        if (role is null && isSelf)
        {
            return true;
        }
        if (actor.Role < Role.Admin || (isSelf && role > actor.Role))
        {
            return false;
        }
        return actor.Role == Role.Owner || (member.Role != Role.Owner && role != Role.Owner);
    }

    private async Task LetGoAsync(Membership member, CancellationToken cancellationToken)
    {
        db.Remove(member);
        if (
            await db.People.AsTracking().SingleOrDefaultAsync(p => p.UserId == member.UserId, cancellationToken) is
            { } person
        )
        {
            (person.UserId, person.PinHash) = (null, null);
        }
    }

    /// <summary>
    /// Invitations they are no longer allowed to send are ended; otherwise they could return by one sent to another of
    /// their mailboxes.
    /// </summary>
    private async Task EndInvitationsAsync(Guid userId, Role? role, CancellationToken cancellationToken)
    {
        var open = await db
            .Invitations.Where(i => i.InvitedById == userId && i.AcceptedAt == null)
            .AsTracking()
            .ToListAsync(cancellationToken);
        db.RemoveRange(open.Where(i => !(role >= Role.Admin) || i.Role > role));
    }

    [LoggerMessage(
        EventId = 1105,
        Level = LogLevel.Information,
        Message = "Membership of user {UserId} was changed by user {ByUserId} to {Role}"
    )]
    private partial void LogChanged(Guid userId, Guid byUserId, Role? role);
}

public enum MembershipOutcome
{
    Done,
    NotAMember,

    /// <summary>Only admins change members, only owners appoint and remove owners, and no one raises their own role.</summary>
    NotAllowed,

    /// <summary>Without an owner an organization could never be managed again.</summary>
    LastOwner,
}
