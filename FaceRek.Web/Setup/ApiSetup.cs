using FaceRek.Web.Api.ApiKeys;
using FaceRek.Web.Api.Challenges;
using FaceRek.Web.Api.Consents;
using FaceRek.Web.Api.Corrections;
using FaceRek.Web.Api.Days;
using FaceRek.Web.Api.Faces;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.People;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Punches;
using FaceRek.Web.Api.Recognition;
using FaceRek.Web.Api.Sandbox;
using FaceRek.Web.Api.Tokens;
using FaceRek.Web.Api.Usage;
using FaceRek.Web.Api.Webhooks;

namespace FaceRek.Web.Setup;

/// <summary>The API below <c>/api/v1</c>. It is outside the organizations' paths: the token determines the organization.</summary>
internal static class ApiSetup
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.AddTokens().AddApiDocs();
        builder
            .Services.AddSingleton<ApiRateLimiter>()
            .AddSingleton<IdempotencyStore>()
            .AddScoped<AskedModel>()
            .AddScoped<CallerVisibility>()
            .AddScoped<RecognitionService>()
            .AddScoped<PunchRecorder>();
        builder.Services.ConfigureHttpJsonOptions(options => StrictJson.Apply(options.SerializerOptions));
        // Otherwise binding errors have no message outside Development.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    public static WebApplication UseApiAnswers(this WebApplication app)
    {
        app.UseWhen(context => context.IsApi(), api => api.UseMiddleware<ApiExceptionMiddleware>());
        return app;
    }

    /// <summary>Refusals of the routing itself (404, 405, 415) come before authentication.</summary>
    public static IApplicationBuilder UseRoutingRefusals(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.IsApi(),
            api =>
                api.Use(
                    (context, next) =>
                        context.GetEndpoint() switch
                        {
                            null => ApiProblems.NotFound.ExecuteAsync(context),
                            RouteEndpoint => next(context),
                            var refusing => refusing.RequestDelegate!(context),
                        }
                )
        );

    public static IApplicationBuilder UseApiCalls(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.IsApi(),
            api =>
            {
                api.UseMiddleware<ApiRateLimiter.Middleware>();
                api.UseMiddleware<Idempotency>();
                api.UseMiddleware<ApiExceptionMiddleware>();
                api.UseMiddleware<ReadOnlyRefusal>();
            }
        );

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiEndpoints.Root).AddEndpointFilterFactory(StrictQuery.Filter);
        api.MapToken();
        api.MapApiKeys();
        api.MapWebhooks();
        api.MapPeople();
        api.MapConsents();
        api.MapFaces();
        api.MapRecognition();
        api.MapModels();
        api.MapModelTrial();
        api.MapChallenges();
        api.MapPunches();
        api.MapDays();
        api.MapCorrections();
        api.MapUsage();
        api.MapSandbox();
        app.MapPublishedKeys();
        app.MapApiDocument();
        return app;
    }
}
