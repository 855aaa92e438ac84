using FaceRek.Web.Jobs;
using FaceRek.Web.Security;

namespace FaceRek.Web.Setup;

/// <summary>The whole application, configured once for production, commands and tests. Each line is a file beside this one.</summary>
public static class FaceRekHost
{
    /// <param name="adjust">Lets a test replace services, such as the clock or the mailer.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
                ApplicationName = typeof(FaceRekHost).Assembly.GetName().Name,
            }
        );
        builder.AddFaceRekSettings();
        adjust?.Invoke(builder);

        builder
            .AddClockAndWords()
            .AddDatabase()
            .AddKeys()
            .AddMail()
            .AddAssets()
            .AddSignIn()
            .AddAccounts()
            .AddOrganizations()
            .AddBilling()
            .AddPeople()
            .AddDesks()
            .AddWebhooks()
            .AddCapture()
            .AddApi()
            .AddPages()
            .AddLimits()
            .AddHosts()
            .AddRecurringJobs();

        var app = builder.Build();
        app.UseForwarding()
            .UseErrors()
            .UseSecurityHeaders()
            .UseApiAnswers()
            .UseAssets()
            .UseApiDocs()
            .UseWords()
            .UseOrganizationSlug()
            .UseRouting()
            .UseRoutingRefusals()
            .UseBodyLimits()
            .UseRateLimiter()
            .UseAuthentication()
            .UseMembership()
            .UseAuthorization()
            .UseApiCalls()
            .UseReadOnlyMode();
        app.MapPagesAndEndpoints();
        return app;
    }
}
