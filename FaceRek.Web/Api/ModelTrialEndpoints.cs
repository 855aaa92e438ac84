using FaceRek.Core.Access;
using FaceRek.Core.Attendance;
using FaceRek.Core.Billing;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Api;

/// <summary>A model that is tried beside the one in force: it looks at live check-ins and decides nothing, while its templates are made in the background.</summary>
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
            .Example(null, ApiExamples.ModelTrial);
        trial
            .MapPut("", StartAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Begins to try a model beside the one in force.")
            .WithDescription(
                "Its templates are made in the background from the kept crops of enrolled faces; people without one enrol again. A trial of another model ends by this."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.ModelInForce,
                ApiProblems.ModelUnknown,
                ApiProblems.ModelUnavailable,
                ApiProblems.PaymentRequired
            )
            .Example(ApiExamples.TrialChoice, ApiExamples.ModelTrial);
        trial
            .MapDelete("", StopAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Ends the trial; nothing else changes.")
            .Refuses(ApiProblems.NoTrial);
        trial
            .MapPost("/promotion", PromoteAsync)
            .Needs(ApiScope.ModelsWrite)
            .WithSummary("Puts the tried model in force, from the next call on.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.NoTrial,
                ApiProblems.PeopleMissing,
                ApiProblems.ModelUnavailable,
                ApiProblems.PaymentRequired
            )
            .Example(ApiExamples.ModelPromotion, ApiExamples.ModelPromoted);
    }

    private static async Task<Results<Ok<ModelTrialJson>, ApiProblem>> ReadAsync(
        ModelRollout trials,
        ShadowResults results,
        CancellationToken cancellationToken
    ) =>
        await trials.StandingAsync(cancellationToken) is { } standing
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
        ModelRollout trials,
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
        return await trials.StartAsync(request.Name, caller.Actor, cancellationToken)
            ? await ReadAsync(trials, results, cancellationToken)
            : ApiProblems.ModelUnknown;
    }

    private static async Task<Results<NoContent, ApiProblem>> StopAsync(
        ModelRollout trials,
        ApiCaller caller,
        CancellationToken cancellationToken
    ) => await trials.StopAsync(caller.Actor, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoTrial;

    private static async Task<Results<Ok<ModelPromotedJson>, ApiProblem>> PromoteAsync(
        ModelPromotionJson request,
        ModelRollout trials,
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
        return await trials.CutOverAsync(request.LeaveBehind, caller.Actor, cancellationToken) switch
        {
            CutOverOutcome.Done done => TypedResults.Ok(new ModelPromotedJson(tried!, done.LeftBehind, done.Invited)),
            CutOverOutcome.SomeMissing missing => ApiProblems.PeopleMissing.Because($"There are {missing.People}."),
            CutOverOutcome.NothingTried => ApiProblems.NoTrial,
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no words."),
        };
    }
}
