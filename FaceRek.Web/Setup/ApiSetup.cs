using FaceRek.Web.Api;
using FaceRek.Web.Api.Calls;

namespace FaceRek.Web.Setup;

/// <summary>The API of machine callers below <c>/api/v1</c>. It lies outside the organizations' paths: whose it is says the token.</summary>
internal static class ApiSetup
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        _ = builder.AddTokens();
        _ = builder.Services.AddSingleton<CallBudget>().AddSingleton<AnswerBook>().AddScoped<AskedModel>();
        _ = builder.Services.ConfigureHttpJsonOptions(options => StrictJson.Apply(options.SerializerOptions));
        // Otherwise what cannot be bound is answered without a word outside Development.
        _ = builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    public static WebApplication UseApiAnswers(this WebApplication app)
    {
        _ = app.UseWhen(context => context.IsApi(), api => api.UseMiddleware<ApiAnswers>());
        return app;
    }

    /// <summary>What routing itself refuses (405, 415) is said before anybody is asked who they are.</summary>
    public static IApplicationBuilder UseRoutingRefusals(this IApplicationBuilder app) => app.UseWhen(context => context.IsApi(), api => api.Use((context, next) =>
        context.GetEndpoint() is { RequestDelegate: { } refuse } and not RouteEndpoint ? refuse(context) : next(context)));

    public static IApplicationBuilder UseApiCalls(this IApplicationBuilder app) => app.UseWhen(context => context.IsApi(), api =>
    {
        _ = api.UseMiddleware<CallBudget.Middleware>();
        _ = api.UseMiddleware<Idempotency>();
    });

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiEndpoints.Root).AddEndpointFilterFactory(StrictQuery.Filter);
        api.MapToken();
        api.MapApiKeys();
        api.MapPeople();
        api.MapConsents();
        app.MapPublishedKeys();
        return app;
    }
}
