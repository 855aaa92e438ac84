using FaceRek.Core.Webhooks;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Webhooks;

internal static class WebhookExamples
{
    public static readonly Guid EndpointId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e020");

    // An IP address rather than a name, so that the example works without a name lookup.
    private const string Hook = "https://1.1.1.1/hooks/facerek";
    public static readonly NewWebhookJson New = new(Hook, [WebhookEvent.PunchRecorded, WebhookEvent.PersonErased]);
    public static readonly WebhookPutJson Put = new(Hook, New.Events, IsStopped: false);
    public static readonly WebhookJson One = new(
        EndpointId,
        Hook,
        [WebhookEvent.PersonErased, WebhookEvent.PunchRecorded],
        IsStopped: false,
        ExampleValues.Morning
    );
    public static readonly WebhookJson Created = One with
    {
        Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazJZ1FYkmXw=",
    };
    public static readonly ListJson<WebhookJson> List = new([One], null);
    public static readonly ListJson<DeliveryJson> Deliveries = new(
        [
            new(
                Guid.Parse("0198a5e2-6c00-7000-8000-00000000e021"),
                "msg_0198a5e26c0070008000000000000e22",
                WebhookEvent.PunchRecorded,
                WebhookState.Delivered,
                1,
                204,
                null,
                ExampleValues.Morning,
                ExampleValues.Morning,
                null
            ),
        ],
        null
    );
}
