using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Members;

/// <summary>Creates organizations and changes their names.</summary>
public sealed class OrganizationDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    FaceModels models,
    TimeProvider clock
)
{
    /// <summary>
    /// Creates an organization with its owner and enters it. Needs the caller's transaction, because the slug is
    /// checked and then taken.
    /// </summary>
    public async Task<Organization> FoundAsync(
        Guid ownerId,
        string name,
        string? zone,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var organization = new Organization
        {
            Name = name,
            Slug = await FreeSlugAsync(name, cancellationToken),
            Zone = Zones.Find(zone) ?? Zones.Default,
            FaceModel = models.First().Name,
            CreatedAt = now,
        };
        current.Enter(organization);
        db.Add(organization);
        db.Add(
            new Membership
            {
                OrganizationId = organization.Id,
                UserId = ownerId,
                Role = Role.Owner,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        return organization;
    }

    /// <summary>Changes the current organization. Its slug stays, because people have bookmarks.</summary>
    /// <returns>Why the change was refused, or null when it was made.</returns>
    public async Task<EntitlementDenial?> ChangeAsync(
        string name,
        string zone,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        var organization = await db
            .Organizations.AsTracking()
            .SingleAsync(o => o.Id == current.Organization.Id, cancellationToken);
        var before = InWords(organization);
        (organization.Name, organization.Zone) = (name, zone);
        if (InWords(organization) != before)
        {
            db.Add(
                new AuditEntry
                {
                    OrganizationId = organization.Id,
                    At = clock.GetUtcNow(),
                    What = "organization.changed",
                    ByUserId = byUserId,
                    Before = before,
                    After = InWords(organization),
                }
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>
    /// Sets how well check-ins are protected against pictures and recordings. Only a user changes this; failed
    /// check-ins do not.
    /// </summary>
    public async Task ChangeLivenessAsync(LivenessLevel level, Guid byUserId, CancellationToken cancellationToken)
    {
        var organization = await db
            .Organizations.AsTracking()
            .SingleAsync(o => o.Id == current.Organization.Id, cancellationToken);
        if (organization.Liveness == level)
        {
            return;
        }
        db.Add(
            new AuditEntry
            {
                OrganizationId = organization.Id,
                At = clock.GetUtcNow(),
                What = "organization.changed",
                ByUserId = byUserId,
                Before = $"liveness {organization.Liveness}",
                After = $"liveness {level}",
            }
        );
        organization.Liveness = level;
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string InWords(Organization organization) => $"{organization.Name}, {organization.Zone}";

    private async Task<string> FreeSlugAsync(string name, CancellationToken cancellationToken)
    {
        var wanted = Slug.From(name);
        var taken = await db
            .Organizations.Where(o => o.Slug.StartsWith(wanted))
            .Select(o => o.Slug)
            .ToHashSetAsync(cancellationToken);
        return taken.Contains(wanted)
            ? Enumerable
                .Range(2, int.MaxValue - 2)
                .Select(number => $"{wanted}-{number}")
                .First(slug => !taken.Contains(slug))
            : wanted;
    }
}
