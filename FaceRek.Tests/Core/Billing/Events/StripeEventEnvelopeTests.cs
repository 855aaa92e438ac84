using System.Text;
using FaceRek.Core.Billing.Events;

namespace FaceRek.Tests.Core.Billing.Events;

public sealed class StripeEventEnvelopeTests
{
    [Theory]
    [InlineData(
        """{"id":"evt_1","type":"invoice.paid","created":1772438400,"data":{"object":{"id":"in_1","object":"invoice","customer":"cus_1"}}}""",
        "cus_1",
        "in_1"
    )]
    [InlineData(
        """{"id":"evt_1","type":"customer.updated","data":{"object":{"id":"cus_2","object":"customer"}}}""",
        "cus_2",
        "cus_2"
    )]
    [InlineData(
        """{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1","customer":{"id":"cus_3","object":"customer"}}}}""",
        "cus_3",
        "in_1"
    )]
    [InlineData(
        """{"id":"evt_1","type":"price.created","data":{"object":{"id":"price_1","object":"price"}}}""",
        null,
        "price_1"
    )]
    [InlineData("""{"id":"evt_1","type":"strange","data":{"object":null}}""", null, null)]
    [InlineData("""{"id":"evt_1","type":"strange"}""", null, null)]
    [InlineData("""{"id":"evt_1","type":"strange","created":"soon","data":[],"livemode":"yes"}""", null, null)]
    public void Ids_are_read_and_nothing_else_is_trusted(string body, string? customerId, string? objectId)
    {
        var message = StripeEventEnvelope.Read(Encoding.UTF8.GetBytes(body))!;
        Assert.Equal(
            ("evt_1", customerId, objectId, false),
            (message.Id, message.CustomerId, message.ObjectId, message.IsLive)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("""{"id":7,"type":"x"}""")]
    [InlineData("""{"id":"","type":"x"}""")]
    [InlineData("""{"id":"evt_1"}""")]
    public void What_is_no_event_is_none(string body) =>
        Assert.Null(StripeEventEnvelope.Read(Encoding.UTF8.GetBytes(body)));
}
