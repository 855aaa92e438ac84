using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Recognition;

/// <summary>
/// Changes an organization's model without an interruption of recognition: try it beside the active one, cut over, and
/// roll back if needed.
/// </summary>
public sealed partial class ModelRollout(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    FaceModels models,
    TimeProvider clock,
    ILogger<ModelRollout> logger
)
{
    /// <returns>False when there is no usable model of that name, or it is already active; nothing was changed.</returns>
    public async Task<bool> StartAsync(string name, Actor by, CancellationToken cancellationToken)
    {
        if (
            name == current.Organization.FaceModel
            || !models.Installed.Any(model => model.Name == name && model.IsUsable)
        )
        {
            return false;
        }
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is not null)
        {
            return false;
        }
        var (now, before) = (clock.GetUtcNow(), current.Organization.CandidateModel);
        await ChangeAsync(
            "model-trial.started",
            before,
            name,
            by,
            own =>
                own.ExecuteUpdateAsync(
                    set => set.SetProperty(o => o.CandidateModel, name).SetProperty(o => o.CandidateSince, now),
                    cancellationToken
                ),
            cancellationToken
        );
        (current.Organization.CandidateModel, current.Organization.CandidateSince) = (name, now);
        LogStarted(name);
        return true;
    }

    /// <returns>False where no model was on trial.</returns>
    public Task<bool> StopAsync(Actor by, CancellationToken cancellationToken) =>
        ChangeAsync(
            "model-trial.stopped",
            current.Organization.CandidateModel,
            null,
            by,
            own =>
                own.Where(o => o.CandidateModel != null)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(o => o.CandidateModel, (string?)null)
                                .SetProperty(o => o.CandidateSince, (DateTimeOffset?)null),
                        cancellationToken
                    ),
            cancellationToken
        );

    /// <returns>Null while no model is on trial.</returns>
    public async Task<RolloutProgress?> StandingAsync(CancellationToken cancellationToken)
    {
        if (current.Organization is not { CandidateModel: { } name, CandidateSince: { } since })
        {
            return null;
        }
        var (tried, inForce) = (models.Get(name).Id, models.Get(current.Organization.FaceModel).Id);
        var crops = await db.FaceCrops.CountAsync(cancellationToken);
        var pending = await db.FaceCrops.NotTriedBy(tried).CountAsync(cancellationToken);
        var enrolled = db
            .People.Active()
            .Where(person =>
                db.FaceTemplates.Any(row =>
                    row.PersonId == person.Id && row.ModelName == inForce.Name && row.ModelVersion == inForce.Version
                )
            );
        var missing = enrolled.Where(person =>
            !db.FaceTemplates.Any(row =>
                row.PersonId == person.Id && row.ModelName == tried.Name && row.ModelVersion == tried.Version
            )
        );
        return new RolloutProgress(
            tried,
            since,
            crops,
            crops - pending,
            await enrolled.CountAsync(cancellationToken),
            await missing.CountAsync(cancellationToken),
            await missing
                .OrderBy(person => person.SearchKey)
                .Take(RolloutProgress.MaxListed)
                .ToListAsync(cancellationToken)
        );
    }

    /// <summary>The tried model is active from the next request on.</summary>
    /// <param name="leaveBehind">Cut over although some people have no template yet; they are asked by email to enrol
    /// again, and check in by PIN until then.</param>
    public async Task<CutOverOutcome> CutOverAsync(bool leaveBehind, Actor by, CancellationToken cancellationToken)
    {
        if (await StandingAsync(cancellationToken) is not { } standing)
        {
            return new CutOverOutcome.NothingTried();
        }
        if (standing.Missing > 0 && !leaveBehind)
        {
            return new CutOverOutcome.SomeMissing(standing.Missing);
        }
        var (name, before) = (standing.Model.Name, current.Organization.FaceModel);
        var invited = 0;
        var isChanged = await ChangeAsync(
            "model.changed",
            before,
            name,
            by,
            async own =>
            {
                var changed = await own.Where(o => o.FaceModel == before && o.CandidateModel == name)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(o => o.FaceModel, name)
                                .SetProperty(o => o.PreviousModel, before)
                                .SetProperty(o => o.CandidateModel, (string?)null)
                                .SetProperty(o => o.CandidateSince, (DateTimeOffset?)null),
                        cancellationToken
                    );
                invited = changed == 0 ? 0 : await InviteAsync(standing.Model, cancellationToken);
                return changed;
            },
            cancellationToken
        );
        if (!isChanged)
        {
            return new CutOverOutcome.NothingTried();
        }
        LogCutOver(before, name, standing.Missing);
        return new CutOverOutcome.Done(standing.Missing, invited);
    }

    /// <returns>The model that is active again; null when there is no previous one.</returns>
    public async Task<string?> RollBackAsync(Actor by, CancellationToken cancellationToken)
    {
        if (
            current.Organization is not { PreviousModel: { } previous, FaceModel: var before }
            || !models.Installed.Any(model => model.Name == previous && model.IsUsable)
        )
        {
            return null;
        }
        var isChanged = await ChangeAsync(
            "model.changed",
            before,
            previous,
            by,
            own =>
                own.Where(o => o.FaceModel == before && o.PreviousModel == previous)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(o => o.FaceModel, previous).SetProperty(o => o.PreviousModel, before),
                        cancellationToken
                    ),
            cancellationToken
        );
        if (!isChanged)
        {
            return null;
        }
        LogCutOver(before, previous, 0);
        return previous;
    }

    /// <summary>Saves the change and its audit entry together.</summary>
    private async Task<bool> ChangeAsync(
        string what,
        string? before,
        string? after,
        Actor by,
        Func<IQueryable<Organization>, Task<int>> change,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await change(db.Organizations.Where(o => o.Id == current.Organization.Id)) == 0)
        {
            return false;
        }
        db.Add(
            new AuditEntry
            {
                OrganizationId = current.Organization.Id,
                At = clock.GetUtcNow(),
                What = what,
                ByUserId = by.UserId,
                By = by.Name,
                Before = before,
                After = after,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>In the transaction of the change, to the people without a template of the model.</summary>
    /// <returns>How many have an address.</returns>
    private async Task<int> InviteAsync(ModelId model, CancellationToken cancellationToken)
    {
        var people = await db
            .People.Active()
            .Where(person => person.Email != null && db.FaceTemplates.Any(row => row.PersonId == person.Id))
            .Where(person =>
                !db.FaceTemplates.Any(row =>
                    row.PersonId == person.Id && row.ModelName == model.Name && row.ModelVersion == model.Version
                )
            )
            .Select(person => person.Id)
            .ToListAsync(cancellationToken);
        foreach (var personId in people)
        {
            db.AddEmail(
                current.Organization.Id,
                EmailKind.EnrolAgain,
                userId: null,
                $"{personId:N} {model.Name}",
                clock.GetUtcNow(),
                personId
            );
        }
        return people.Count;
    }

    [LoggerMessage(EventId = 1315, Level = LogLevel.Information, Message = "The trial of model {Model} started")]
    private partial void LogStarted(string model);

    [LoggerMessage(
        EventId = 1316,
        Level = LogLevel.Information,
        Message = "Model {Before} was replaced by {Model}; {Missing} people have to enrol again"
    )]
    private partial void LogCutOver(string before, string model, int missing);
}

/// <summary>The progress of the change to another model.</summary>
/// <param name="Tried">How many of <paramref name="Crops"/> the model has processed.</param>
/// <param name="Enrolled">Active people with templates of the active model.</param>
/// <param name="Missing">How many of them have no template of the tried one.</param>
/// <param name="FirstMissing">The first of them by name.</param>
public sealed record RolloutProgress(
    ModelId Model,
    DateTimeOffset Since,
    int Crops,
    int Tried,
    int Enrolled,
    int Missing,
    IReadOnlyList<Person> FirstMissing
)
{
    public const int MaxListed = 50;

    public bool IsRenewing => Tried < Crops;
}

public abstract record CutOverOutcome
{
    private CutOverOutcome() { }

    /// <param name="LeftBehind">People who have to enrol again.</param>
    /// <param name="Invited">How many of them are asked by email; the others have no address.</param>
    public sealed record Done(int LeftBehind, int Invited) : CutOverOutcome;

    /// <summary>This many people would no longer be recognised; nothing was changed.</summary>
    public sealed record SomeMissing(int People) : CutOverOutcome;

    public sealed record NothingTried : CutOverOutcome;
}
