using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DevicePunches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Device",
                table: "Punches",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeviceAt",
                table: "Punches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DeviceEventId",
                table: "Punches",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Punches_OrganizationId_Device_DeviceEventId",
                table: "Punches",
                columns: new[] { "OrganizationId", "Device", "DeviceEventId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Punches_OrganizationId_RecordedAt_Id",
                table: "Punches",
                columns: new[] { "OrganizationId", "RecordedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Punches_OrganizationId_Device_DeviceEventId",
                table: "Punches");

            migrationBuilder.DropIndex(
                name: "IX_Punches_OrganizationId_RecordedAt_Id",
                table: "Punches");

            migrationBuilder.DropColumn(
                name: "Device",
                table: "Punches");

            migrationBuilder.DropColumn(
                name: "DeviceAt",
                table: "Punches");

            migrationBuilder.DropColumn(
                name: "DeviceEventId",
                table: "Punches");
        }
    }
}
