using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Members;

/// <summary>
/// Switches the current organization to sandbox and back, in both directions only while no one is enrolled: real faces
/// must not be mixed with pictures that anyone can get, and drawn ones would open a real organization to anyone.
/// </summary>
public sealed class SandboxDesk(FaceRekDb db, CurrentOrganization current, TimeProvider clock)
{
    public async Task<SandboxOutcome> SwitchAsync(bool on, Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new SandboxOutcome.NotAllowed();
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        var organization = await db
            .Organizations.AsTracking()
            .SingleAsync(o => o.Id == current.Organization.Id, cancellationToken);
        if (organization.IsSandbox == on)
        {
            return new SandboxOutcome.Switched();
        }
        var people = await db.FaceTemplates.Select(row => row.PersonId).Distinct().CountAsync(cancellationToken);
        if (people > 0)
        {
            return new SandboxOutcome.FacesThere(people);
        }
        organization.IsSandbox = on;
        db.Add(
            new AuditEntry
            {
                OrganizationId = organization.Id,
                At = clock.GetUtcNow(),
                What = "organization.changed",
                ByUserId = byUserId,
                Before = InWords(!on),
                After = InWords(on),
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SandboxOutcome.Switched();
    }

    private static string InWords(bool isSandbox) => isSandbox ? "sandbox" : "no sandbox";
}

public abstract record SandboxOutcome
{
    private SandboxOutcome() { }

    public sealed record Switched : SandboxOutcome;

    /// <summary>Only owners may switch.</summary>
    public sealed record NotAllowed : SandboxOutcome;

    /// <summary>This many people have faces enrolled: nothing was switched.</summary>
    public sealed record FacesThere(int People) : SandboxOutcome;
}
