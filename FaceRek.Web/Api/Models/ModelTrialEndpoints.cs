using FaceRek.Core.ApiAccess;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Recognition;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Api.Models;

/// <summary>
/// A model on trial beside the active one: it processes check-ins and decides nothing, while its templates are made in
/// the background.
/// </summary>
internal static class ModelTrialEndpoints
{
    public static void MapModelTrial(this IEndpointRouteBuilder api)
    {
        var trial = api.MapGroup("/models/trial").WithTags("Models");
        trial
            .MapGet("", ReadAsync)
            .Needs(ApiScope.ModelsRead)
            .WithSummary("Reads the trial of a model: its progress through the stored faces, and its shadow decisions.")
            .Refuses(ApiProblems.NoTrial, ApiProblems.ModelUnavailable)
            .Example(null, ModelExamples.Trial);
        trial
            .MapPut("", StartAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Starts the trial of a model alongside the active one.")
            .WithDescription(
                "Its templates are made in the background from the kept crops of enrolled faces; people without one need to enrol again. This ends the trial of another model."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.ModelInForce,
                ApiProblems.ModelUnknown,
                ApiProblems.ModelUnavailable,
                ApiProblems.PaymentRequired
            )
            .Example(ModelExamples.TrialChoice, ModelExamples.Trial);
        trial
            .MapDelete("", StopAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Ends the trial. Nothing else changes.")
            .Refuses(ApiProblems.NoTrial);
        trial
            .MapPost("/promotion", PromoteAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Activates the model on trial, from the next call on.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.NoTrial,
                ApiProblems.PeopleMissing,
                ApiProblems.ModelUnavailable,
                ApiProblems.PaymentRequired
            )
            .Example(ModelExamples.Promotion, ModelExamples.Promoted);
    }

    private static async Task<Results<Ok<ModelTrialJson>, ApiProblem>> ReadAsync(
        ModelRollout rollout,
        ShadowResults results,
        CancellationToken cancellationToken
    ) =>
        await rollout.StandingAsync(cancellationToken) is { } standing
            ? TypedResults.Ok(
                new ModelTrialJson(
                    standing.Model.ToString(),
                    standing.Since,
                    ModelProgressJson.Of(standing),
                    ModelShadowJson.Of(await results.OfAsync(standing.Model, cancellationToken))
                )
            )
            : ApiProblems.NoTrial;

    private static async Task<Results<Ok<ModelTrialJson>, ApiProblem>> StartAsync(
        ModelChoiceJson request,
        ModelRollout rollout,
        ShadowResults results,
        CurrentOrganization current,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle)
        {
            return ApiProblems.Of(obstacle);
        }
        if (request.Name == current.Organization.FaceModel)
        {
            return ApiProblems.ModelInForce;
        }
        return await rollout.StartAsync(request.Name, caller.Actor, cancellationToken)
            ? await ReadAsync(rollout, results, cancellationToken)
            : ApiProblems.ModelUnknown;
    }

    private static async Task<Results<NoContent, ApiProblem>> StopAsync(
        ModelRollout rollout,
        ApiCaller caller,
        CancellationToken cancellationToken
    ) => await rollout.StopAsync(caller.Actor, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoTrial;

    private static async Task<Results<Ok<ModelPromotedJson>, ApiProblem>> PromoteAsync(
        ModelPromotionJson request,
        ModelRollout rollout,
        CurrentOrganization current,
        Entitlement entitlement,
        ApiCaller caller,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToChangeSettingsAsync(cancellationToken) is { } obstacle)
        {
            return ApiProblems.Of(obstacle);
        }
        var tried = current.Organization.CandidateModel;
        return await rollout.CutOverAsync(request.LeaveBehind, caller.Actor, cancellationToken) switch
        {
            CutOverOutcome.Done done => TypedResults.Ok(new ModelPromotedJson(tried!, done.LeftBehind, done.Invited)),
            CutOverOutcome.SomeMissing missing => ApiProblems.PeopleMissing.Because(
                $"This affects {missing.People} people."
            ),
            CutOverOutcome.NothingTried => ApiProblems.NoTrial,
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }
}

/// <param name="Model">Name and version of the model on trial.</param>
/// <param name="Progress">Of making its templates from the stored crops of enrolled faces.</param>
/// <param name="Shadow">Its results for check-ins, beside the active model, which alone decides.</param>
public sealed record ModelTrialJson(
    string Model,
    DateTimeOffset Since,
    ModelProgressJson Progress,
    ModelShadowJson Shadow
);

/// <param name="Frames">Processed by both models within the last 30 days.</param>
/// <param name="BothAccept">Accepted as the person by both.</param>
/// <param name="OnlyInForceAccepts">The tried model would refuse these.</param>
/// <param name="ReadMilliseconds">Median of the active model, from the bytes to the template.</param>
public sealed record ModelShadowJson(
    int Frames,
    int BothAccept,
    int OnlyInForceAccepts,
    int OnlyTriedAccepts,
    int BothRefuse,
    float ReadMilliseconds,
    float TriedReadMilliseconds
)
{
    public static ModelShadowJson Of(ShadowComparison comparison) =>
        new(
            comparison.Looks,
            comparison.Both,
            comparison.OnlyInForce,
            comparison.OnlyTried,
            comparison.Neither,
            comparison.ReadMs,
            comparison.TriedReadMs
        );
}

/// <param name="Crops">Stored crops of enrolled faces.</param>
/// <param name="Extracted">How many of them the tried model has processed.</param>
/// <param name="EnrolledPeople">Active people with templates of the active model.</param>
/// <param name="MissingPeople">How many of them have no template of the tried one and would have to enrol again.</param>
/// <param name="FirstMissing">At most 50 of them.</param>
public sealed record ModelProgressJson(
    int Crops,
    int Extracted,
    bool IsDone,
    int EnrolledPeople,
    int MissingPeople,
    IReadOnlyList<Guid> FirstMissing
)
{
    public static ModelProgressJson Of(RolloutProgress standing) =>
        new(
            standing.Crops,
            standing.Tried,
            !standing.IsRenewing,
            standing.Enrolled,
            standing.Missing,
            [.. standing.FirstMissing.Select(person => person.Id)]
        );
}

/// <param name="Model">The name of the active one now.</param>
/// <param name="LeftBehind">People who have to enrol again.</param>
/// <param name="Invited">How many of them got an email.</param>
public sealed record ModelPromotedJson(string Model, int LeftBehind, int Invited);

/// <param name="LeaveBehind">Continue although people without a template remain; they are asked by email to enrol again.</param>
public sealed record ModelPromotionJson(bool LeaveBehind = false);
