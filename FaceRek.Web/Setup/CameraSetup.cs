using FaceRek.Web.Live;
using FaceRek.Web.Pages;
using FaceRek.Web.Pages.Demo;
using FaceRek.Web.Pages.Organization;
using FaceRek.Web.Pages.Organization.CheckIn;
using FaceRek.Web.Pages.Organization.Corrections;
using FaceRek.Web.Pages.Organization.Enrollment;
using FaceRek.Web.Pages.Organization.Shifts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace FaceRek.Web.Setup;

/// <summary>What camera pages need, and how uploaded pictures are kept off the disk.</summary>
internal static class CameraSetup
{
    public static WebApplicationBuilder AddCapture(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<DrawnCamera>()
            .AddScoped<PictureText>()
            .AddScoped<CheckInText>()
            .AddScoped<BurstPlan>()
            .AddScoped<BoardText>()
            .AddScoped<CorrectionText>()
            .AddScoped<ShiftText>()
            .AddScoped<LeaveText>()
            .AddScoped<EnrollmentText>()
            .AddScoped<EnrollmentPageFlow>();
        // By default, forms buffer more than 64 kB in a temporary file. Each page limits the size of its body, so memory is bounded.
        builder.Services.Configure<FormOptions>(options =>
        {
            options.MemoryBufferThreshold = int.MaxValue;
            options.ValueCountLimit = 256;
            options.KeyLengthLimit = 256;
        });
        builder.Services.Configure<RateLimiterOptions>(options =>
            options.AddPolicy(DemoRateLimit.Name, DemoRateLimit.Partition)
        );
        return builder;
    }

    public static WebApplication MapCapture(this WebApplication app)
    {
        app.MapLiveEvents();
        DrawnCamera.Map(app, app.Environment);
        return app;
    }

    /// <summary>A declared length above the limit is refused before the body is read.</summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
                if (!(context.Request.ContentLength > limit?.MaxRequestBodySize))
                {
                    return next(context);
                }
                // A browser reads the response only after it has sent its file: the server discards the rest, for five
                // seconds at most, and the error page gets no body.
                (context.Request.ContentLength, context.Request.ContentType, limit.MaxRequestBodySize) = (
                    null,
                    null,
                    null
                );
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return Task.CompletedTask;
            }
        );
}
