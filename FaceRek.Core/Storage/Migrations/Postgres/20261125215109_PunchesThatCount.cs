using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PunchesThatCount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "StaleDays",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Until",
                table: "StaleDays",
                type: "date",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_PunchAmendments_OrganizationId_At",
                table: "PunchAmendments",
                columns: new[] { "OrganizationId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PunchAmendments_OrganizationId_At",
                table: "PunchAmendments");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "StaleDays");

            migrationBuilder.DropColumn(
                name: "Until",
                table: "StaleDays");
        }
    }
}
