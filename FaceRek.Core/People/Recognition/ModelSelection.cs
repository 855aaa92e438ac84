using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Recognition;

/// <summary>
/// Chooses an organization's recognition model. Templates of one model are useless to another, so the choice is shown
/// with its cost.
/// </summary>
public sealed class ModelSelection(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    FaceModels models,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<Offer>> OffersAsync(CancellationToken cancellationToken)
    {
        models.Refresh();
        var active = await db.People.Active().CountAsync(cancellationToken);
        var enrolled = await db
            .FaceTemplates.Where(row => db.People.Active().Any(person => person.Id == row.PersonId))
            .GroupBy(row => row.ModelName)
            .Select(group => new { Model = group.Key, People = group.Select(row => row.PersonId).Distinct().Count() })
            .ToDictionaryAsync(group => group.Model, group => group.People, cancellationToken);
        return
        [
            .. models.Installed.Select(model => new Offer(
                model,
                model.Name == current.Organization.FaceModel,
                enrolled.GetValueOrDefault(model.Name),
                active
            )),
        ];
    }

    /// <returns>False when there is no usable model of that name, or the organization is read-only; nothing was changed.</returns>
    public async Task<bool> ChooseAsync(string name, Actor by, CancellationToken cancellationToken)
    {
        if (!models.Installed.Any(model => model.Name == name && model.IsUsable))
        {
            return false;
        }
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is not null)
        {
            return false;
        }
        if (current.Organization.FaceModel is var before && before == name)
        {
            return true;
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        await db
            .Organizations.Where(organization => organization.Id == current.Id)
            .ExecuteUpdateAsync(
                organization =>
                    organization
                        .SetProperty(o => o.FaceModel, name)
                        .SetProperty(o => o.PreviousModel, before)
                        .SetProperty(o => o.CandidateModel, (string?)null)
                        .SetProperty(o => o.CandidateSince, (DateTimeOffset?)null),
                cancellationToken
            );
        db.Add(
            new AuditEntry
            {
                OrganizationId = current.Organization.Id,
                At = clock.GetUtcNow(),
                What = "model.changed",
                ByUserId = by.UserId,
                By = by.Name,
                Before = before,
                After = name,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <param name="Enrolled">How many active people have templates of this model.</param>
    /// <param name="Active">How many active people there are.</param>
    public sealed record Offer(ModelSummary Model, bool IsInForce, int Enrolled, int Active);
}
