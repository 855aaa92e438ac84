using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Accounts;

/// <summary>Changes what members may do, and lets them go. A change holds from the member's next request, for membership is read on each.</summary>
public sealed partial class MembershipDesk(FaceRekDb db, CurrentOrganization current, ILogger<MembershipDesk> logger)
{
    public Task<MembershipOutcome> ChangeRoleAsync(
        Guid byUserId,
        Guid userId,
        Role role,
        CancellationToken cancellation
    ) => InTurnAsync(byUserId, userId, role, cancellation);

    /// <summary>Also for leaving oneself. The person they were stays, without a sign-in.</summary>
    public Task<MembershipOutcome> RemoveAsync(Guid byUserId, Guid userId, CancellationToken cancellation) =>
        InTurnAsync(byUserId, userId, role: null, cancellation);

    /// <summary>One at a time in an organization, so that two owners who unmake each other do not both succeed.</summary>
    private async Task<MembershipOutcome> InTurnAsync(
        Guid byUserId,
        Guid userId,
        Role? role,
        CancellationToken cancellation
    )
    {
        await using var turn = await db.TakeTurnAsync(current.Organization, cancellation);
        var actor = await db.Memberships.SingleOrDefaultAsync(m => m.UserId == byUserId, cancellation);
        var member = await db.Memberships.SingleOrDefaultAsync(m => m.UserId == userId, cancellation);
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
            && await db.Memberships.CountAsync(m => m.Role == Role.Owner, cancellation) == 1
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
            await LetGoAsync(member, cancellation);
        }
        await EndInvitationsAsync(userId, role, cancellation);
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
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

    private async Task LetGoAsync(Membership member, CancellationToken cancellation)
    {
        db.Remove(member);
        if (await db.People.SingleOrDefaultAsync(p => p.UserId == member.UserId, cancellation) is { } person)
        {
            (person.UserId, person.PinHash) = (null, null);
        }
    }

    /// <summary>What they could not invite to any more ends, or they would come back by a letter to another mailbox of theirs.</summary>
    private async Task EndInvitationsAsync(Guid userId, Role? role, CancellationToken cancellation)
    {
        var open = await db
            .Invitations.Where(i => i.InvitedById == userId && i.AcceptedAt == null)
            .ToListAsync(cancellation);
        db.RemoveRange(open.Where(i => !(role >= Role.Admin) || i.Role > role));
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Membership of user {UserId} was changed by user {ByUserId} to {Role}"
    )]
    private partial void LogChanged(Guid userId, Guid byUserId, Role? role);
}
